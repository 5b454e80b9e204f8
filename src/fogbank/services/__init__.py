"""One package per AWS service, all alike inside. See docs/adding-an-operation.md."""
