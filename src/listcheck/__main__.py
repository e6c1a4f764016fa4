"""`python -m listcheck`."""

from listcheck.cli import main

if __name__ == "__main__":
    main()
