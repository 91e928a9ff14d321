"""`python -m peyvand` is `peyvand`."""

from peyvand.cli import main

if __name__ == "__main__":
    main(prog_name="peyvand")
