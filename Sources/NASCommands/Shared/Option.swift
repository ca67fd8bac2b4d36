import ArgumentParser

/// In this module an option is one of the command line; the SDK's type of that name is for components.
typealias Option = ArgumentParser.Option
