from lmm_qual.cli import main

if __name__ == "__main__":
    main()
