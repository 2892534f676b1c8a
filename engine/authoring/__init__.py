"""What authors do beyond proving: begin, fill in, look at, measure and improve what they write."""
