//go:build race

package intake_test

// underRace says that the race detector runs, which takes several times the
// memory and the time, in a child as well.
const underRace = true
