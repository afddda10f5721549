package answer

import (
	"context"
	"strings"

	"rapporteur/retrieval"
)

// offerNearest puts the passages that come nearest to what was asked for into a
// refusal, none when nothing was. A refusal without them is still one, and says
// so. The error is for a cancelled context only.
func (e *Engine) offerNearest(ctx context.Context, r *Report, q retrieval.Query) error {
	if strings.TrimSpace(q.Text) == "" {
		return cancelled(ctx, nil)
	}
	q.Limit, q.Spare = shownPassages, spareFor(shownPassages)
	hits, err := e.cfg.Index.Search(ctx, q)
	if len(hits) > 0 {
		hits = e.copies.once(hits)
		r.Retrieved = Passages(hits[:min(shownPassages, len(hits))])
	}
	if err != nil && ctx.Err() == nil {
		r.Degraded = "The nearest passages could not be searched for."
	}
	return cancelled(ctx, nil)
}
