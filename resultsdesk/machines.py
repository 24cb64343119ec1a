"""The addresses that machines ask without a name: load balancers and Prometheus. Imports nothing."""

FOR_MACHINES = frozenset({"/healthz", "/readyz", "/metrics"})
