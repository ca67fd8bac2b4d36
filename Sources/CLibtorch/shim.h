/* libtorch has C++ headers only: this module carries its compiler and linker flags to TorchShim. */
