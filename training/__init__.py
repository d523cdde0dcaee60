"""From public treebanks and name corpora to the weights that the package ships: see training/README.md."""
