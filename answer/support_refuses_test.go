package answer_test

import (
	"strings"
	"testing"

	"rapporteur/answer"
)

// TestSupportRefuses holds sentences that were once taken for proved.
func TestSupportRefuses(t *testing.T) {
	b := syria(t)
	ref := func(part string) answer.SentenceRef {
		for _, a := range b.articles {
			for i, s := range a.Sentences {
				if strings.Contains(a.Text(s.Span), part) {
					return answer.SentenceRef{Article: a.ID, Index: i}
				}
			}
		}
		t.Fatal(part)
		return answer.SentenceRef{}
	}
	lead, onal := ref("leads Moscow’s delegation"), ref("is headed by Sedat")
	launch, time := ref("launched a bombing campaign"), ref("first time in nine months")
	idlib, guar, scant := ref("killed 19 people"), ref("three guarantor states"), ref("scant progress")
	turkey := ref("Washington, Riyadh and Ankara")
	for _, x := range []struct {
		c string
		r []answer.SentenceRef // cited
	}{
		{"Sedat Önal leads Moscow's delegation.", []answer.SentenceRef{lead, onal}},
		{"Turkey launched a bombing campaign in Syria on 30 September.", []answer.SentenceRef{launch, turkey}},
		{"In December 2017, Russia launched a bombing campaign in Syria.", []answer.SentenceRef{launch, lead}},
		{"It was the 25th time that the two sides had come together.", []answer.SentenceRef{time}},
		{"In 25 rounds of talks, Moscow, Ankara and Tehran presided.", []answer.SentenceRef{time}},
		{"Air strikes killed people in Idlib Province on 21 December 2017.", []answer.SentenceRef{idlib}},
		{"Assad will not go.", []answer.SentenceRef{scant}},
		{"Assad will have to go.", []answer.SentenceRef{scant}},
		{"Idlib.", []answer.SentenceRef{idlib}},
		{"习近平 leads Moscow's delegation at the meeting.", []answer.SentenceRef{lead}},
		{"Air strikes killed 1,9 people.", []answer.SentenceRef{idlib}},
		{"Russia didn`t launch a bombing campaign in Syria.", []answer.SentenceRef{launch}},
		{"Russia did nоt launch a bombing campaign in Syria.", []answer.SentenceRef{launch}},
		{"It is a myth that Russia launched a bombing campaign in Syria.", []answer.SentenceRef{launch}},
		{"Russia ended a bombing campaign in Syria on 30 September.", []answer.SentenceRef{launch}},
		{"Half of the children in Idlib were killed.", []answer.SentenceRef{idlib}},
		{"Two powers are the guarantors of the zones.", []answer.SentenceRef{guar}},
		{"The rebels killed 19 people in Idlib.", []answer.SentenceRef{idlib}},
		{"President Lavrentiev leads Moscow's delegation.", []answer.SentenceRef{lead}},
		{"According to state media, Alexander Lavrentiev leads Moscow's delegation.", []answer.SentenceRef{lead}},
	} {
		if got := b.Support(x.c, "", "en", x.r); got.Reason == "" {
			t.Errorf("%q passes", x.c)
		}
	}
}
