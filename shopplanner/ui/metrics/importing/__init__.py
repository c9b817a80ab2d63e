"""Import: files in, a look before anything is stored, and a way back afterwards."""
