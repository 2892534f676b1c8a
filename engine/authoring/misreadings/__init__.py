"""Common misconceptions, each with how somebody who holds it reads code."""
