"""What it costs: each module measures one part, side by side with its peers where installed."""
