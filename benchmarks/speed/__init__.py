"""How fast and how big briefbot is. Run each as `python -m benchmarks.speed.NAME`."""
