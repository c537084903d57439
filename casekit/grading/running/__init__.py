"""Many submissions: side by side on this machine or on a cluster, written down as they are graded."""
