/// The paper's eleven mutations; the raw value is the paper's name.
enum GenomeMutation: String, CaseIterable {
  case alterLearningRate = "ALTER-LEARNING-RATE"
  case identity = "IDENTITY"
  case resetWeights = "RESET-WEIGHTS"
  case insertConvolution = "INSERT-CONVOLUTION"
  case removeConvolution = "REMOVE-CONVOLUTION"
  case alterStride = "ALTER-STRIDE"
  case alterNumberOfChannels = "ALTER-NUMBER-OF-CHANNELS"
  case filterSize = "FILTER-SIZE"
  case insertOneToOne = "INSERT-ONE-TO-ONE"
  case addSkip = "ADD-SKIP"
  case removeSkip = "REMOVE-SKIP"
}
