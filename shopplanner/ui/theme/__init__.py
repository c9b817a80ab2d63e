"""The look: theme files, palette, style sheet, fonts, icons."""
