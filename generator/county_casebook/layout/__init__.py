"""The one way in which records are written as YAML: by `casebook fmt`, by every form and import, and by `casebook demo`."""
