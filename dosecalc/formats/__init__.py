"""Every output of `total`, one file each, registered here once; imported when asked for."""

FORMATS = ("table", "csv", "json", "markdown")
