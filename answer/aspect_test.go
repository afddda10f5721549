package answer_test

import (
	"strings"
	"testing"

	"rapporteur/answer"
)

// TestAspectsOfOtherNews: the aspects go by words of any news, not of diplomacy.
func TestAspectsOfOtherNews(t *testing.T) {
	b := newBench(t, files(map[string]string{
		"trial.md": `---
published: 2021-05-04
---
A former treasurer of the port of Vigo went on trial on Tuesday over the sale of two ferries.

The court will discuss a request for more documents next week.

Judges sentenced a co-worker of the treasurer, Ana Ferro, to two years in prison last month.

Prosecutors accused the treasurer of hiding the price of the ferries from the port's board.

Thirty witnesses attended the first session, and the port was represented by its own lawyers.
`,
		"storm.md": `---
published: 2021-09-02
---
A storm with winds of 140 kilometres an hour crossed the north of the island on Wednesday night.

At least four people were killed and 30 injured when trees fell on houses in the village of Sella.

The government plans to open two more shelters before the weekend, the interior ministry said.

Farmers criticised the weather service, insisting that its warning had come too late.
`,
		"match.md": `---
published: 2022-02-06
---
Rovers and United drew 2-2 in the cup on Sunday in front of a crowd of 20,000.

Rovers won the replay in the same round the year before with a goal in the last minute.

United's coach rejected the referee's decision to allow the second goal.

The teams hope to play the replay on 15 February.
`,
	}))
	for _, tt := range []struct{ article, words, want string }{
		{"trial", "will discuss a request", answer.AspectAgenda},
		{"trial", "accused the treasurer", answer.AspectDispute},
		{"trial", "Thirty witnesses attended", answer.AspectParticipants},
		{"storm", "crossed the north", answer.AspectLead},
		{"storm", "four people were killed", answer.AspectOutcome},
		{"storm", "plans to open", answer.AspectAgenda},
		{"storm", "criticised the weather service", answer.AspectDispute},
		{"match", "rejected the referee", answer.AspectDispute},
		{"match", "hope to play", answer.AspectAgenda},
	} {
		r := b.summary(t, answer.SummaryRequest{Scope: tt.article})
		checkReport(t, b, r)
		got := ""
		for _, p := range r.Points {
			if strings.Contains(p.Text, tt.words) {
				got = p.Aspect
			}
		}
		if got != tt.want {
			t.Errorf("%s: %q is of aspect %q, want %q\n%s", tt.article, tt.words, got, tt.want, r.Text)
		}
	}
}
