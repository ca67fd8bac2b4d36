/// Where the official files of a data set are published, with their published checksums.
package struct OfficialData: Sendable {
  /// A file as it is published.
  package struct File: Sendable {
    let name: String
    let md5: String

    /// A file with its MD5 in hexadecimal digits.
    package init(name: String, md5: String) { (self.name, self.md5) = (name, md5) }
  }

  let name: String
  /// The folder of the web site.
  let address: String
  let files: [File]
  /// Whether the one file is an archive to be unpacked.
  let isArchive: Bool

  /// Files below an address.
  package init(name: String, address: String, files: [File], isArchive: Bool) {
    (self.name, self.address, self.files, self.isArchive) = (name, address, files, isArchive)
  }

  static let all = [cifar10, cifar100, fashionMNIST, mnist]

  private static let cifar10 = OfficialData(
    name: "cifar10", address: "https://www.cs.toronto.edu/~kriz",
    files: [File(name: "cifar-10-binary.tar.gz", md5: "c32a1d4ab5d03f1284b67883e8d87530")], isArchive: true)

  private static let cifar100 = OfficialData(
    name: "cifar100", address: "https://www.cs.toronto.edu/~kriz",
    files: [File(name: "cifar-100-binary.tar.gz", md5: "03b5dce01913d631647c71ecec9e9cb8")], isArchive: true)

  private static let fashionMNIST = OfficialData(
    name: "fashion-mnist", address: "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com",
    files: [
      File(name: "train-images-idx3-ubyte.gz", md5: "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
      File(name: "train-labels-idx1-ubyte.gz", md5: "25c81989df183df01b3e8a0aad5dffbe"),
      File(name: "t10k-images-idx3-ubyte.gz", md5: "bef4ecab320f06d8554ea6380940ec79"),
      File(name: "t10k-labels-idx1-ubyte.gz", md5: "bb300cfdad3c16e7a12a480ee83cd310"),
    ], isArchive: false)

  /// From the mirror that is used everywhere since the original page stopped giving the files away.
  private static let mnist = OfficialData(
    name: "mnist", address: "https://ossci-datasets.s3.amazonaws.com/mnist",
    files: [
      File(name: "train-images-idx3-ubyte.gz", md5: "f68b3c2dcbeaaa9fbdd348bbdeb94873"),
      File(name: "train-labels-idx1-ubyte.gz", md5: "d53e105ee54ea40749a09fcbcd1e9432"),
      File(name: "t10k-images-idx3-ubyte.gz", md5: "9fb629c4189551a2d022fa330f9573f3"),
      File(name: "t10k-labels-idx1-ubyte.gz", md5: "ec29112dd5afa0611ce80d1b7f02629c"),
    ], isArchive: false)
}
