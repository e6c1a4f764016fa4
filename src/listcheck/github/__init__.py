"""What listcheck writes to GitHub: comments, the dashboard issue, fix pull requests."""
