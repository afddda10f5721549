package reply_test

import (
	"strings"
	"testing"

	"rapporteur/bot/reply"
)

// BenchmarkReport turns to a page of a timeline as long as is kept of one.
func BenchmarkReport(b *testing.B) {
	k := reply.KeepReport(events(300, strings.Repeat("word ", 40)), "", "/timeline", "", "", nil)
	for b.Loop() {
		p, _ := k.ReportPage(20, nil)
		reply.Report(p, english())
	}
}
