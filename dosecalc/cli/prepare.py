def prepare() -> None:
    """x"""
