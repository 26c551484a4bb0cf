"""Who acts when nobody does."""

AUTOMATIC = "hệ thống"
