"""What runs in the Lambdas: a pure domain, handlers that see ports, adapters to vendors."""
