"""``python -m zhengwu_extract`` is ``zhengwu``."""

from .cli import main

main()
