"""The room `policy`: pure, without Django."""
