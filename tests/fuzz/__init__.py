"""What is fed to every parser of foreign bytes: by hypothesis in the tests, by atheris at will."""
