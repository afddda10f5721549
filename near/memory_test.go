package near_test

import (
	"sync"
	"testing"

	"rapporteur/near"
)

// TestMemory: two articles are near as in a set of the two, whoever asks.
func TestMemory(t *testing.T) {
	wire := article(t, "wire", "2016-05-03", body(story(1, 20)))
	cut := article(t, "cut", "2016-05-03", body(story(1, 20)[:8]))
	other := article(t, "other", "2016-05-03", body(story(4, 20)))
	empty := article(t, "empty", "2016-05-03", "Yes.")
	var m near.Memory
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if !m.Near(wire, cut) || !m.Near(cut, wire) {
				t.Error("the beginning of a report is not near to it")
			}
			if m.Near(wire, other) || m.Near(wire, empty) || m.Near(empty, empty) {
				t.Error("articles that share nothing are near")
			}
		})
	}
	wg.Wait()
}
