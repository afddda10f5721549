// Package metrics counts what the program does, for Prometheus.
//
// A Registry is told of questions, of requests to Discord and to models, and of
// the gateway, as they happen (count.go), and asks for the state of the rest when
// it is read (state.go). What there is stands in one place, New in registry.go;
// Describe lists it, and the README's table is printed from that.
//
// # What it promises
//
// Labels are bounded: each has a fixed list of values (labels.go), or a bound on
// how many different ones are taken, and anything else is counted as "other". So
// nothing that a user, a server, an article or a model made up becomes a label,
// and the number of series stays the same for years. Names follow Prometheus:
// base units, _total for what only grows, seconds since 1970 for points in time.
//
// # What it does not do
//
// It knows none of the other packages: whoever wires the program tells it what
// they tell. It serves no address; Handler is for whoever does.
package metrics
