"""What every proof shares: running code, computing figures in texts, comparing values, and keeping what is proven."""
