package corpus_test

import (
	"testing"

	"rapporteur/corpus"
)

func TestMayDate(t *testing.T) {
	for s, want := range map[string]bool{
		"":                                   false,
		"The dockers went back to the yard.": false,
		"The new council made a good start.": false,
		"In 2017.":                           true,
		"It closes on Friday.":               true,
		"They met over the summer.":          true,
		"On Christmas Eve":                   true,
		"On New Year’s Day":                  true,
		"It rained last night.":              true,
		"In Sept. it closed":                 true,
	} {
		if got := corpus.MayDate(s); got != want {
			t.Errorf("MayDate(%q) = %v, want %v", s, got, want)
		}
	}
}

func TestDateStated(t *testing.T) {
	ref := corpus.Date{Year: 2023, Month: 3, Day: 9}
	for s, want := range map[string]bool{
		"in May":              true,
		"on 3 May":            true,
		"since 2017":          true,
		"on Friday":           false,
		"two weeks ago":       false,
		"20 days ago":         false,
		"over the weekend":    false,
		"in the fall of 2024": true,
	} {
		dates := corpus.FindDates(s, ref)
		if len(dates) != 1 {
			t.Fatalf("FindDates(%q) = %v, want one", s, dates)
		}
		if got := dates[0].Stated(); got != want {
			t.Errorf("Stated of %q = %v, want %v", s, got, want)
		}
	}
}

func TestPeriodMeets(t *testing.T) {
	day := func(n int) corpus.Date { return corpus.Date{Year: 2023, Month: 3, Day: n} }
	march := corpus.Date{Year: 2023, Month: 3}
	for _, c := range []struct {
		p, o corpus.Period
		want bool
	}{
		{corpus.Period{From: day(1), To: day(3)}, corpus.Period{From: day(3), To: day(9)}, true},
		{corpus.Period{From: day(1), To: day(2)}, corpus.Period{From: day(3), To: day(9)}, false},
		{corpus.Period{From: march, To: march}, corpus.Period{From: day(31), To: day(31)}, true},
		{corpus.Period{From: day(4)}, corpus.Period{To: day(3)}, false},
		{corpus.Period{From: day(4)}, corpus.Period{}, true},
	} {
		if got := c.p.Meets(c.o); got != c.want {
			t.Errorf("%v.Meets(%v) = %v, want %v", c.p, c.o, got, c.want)
		}
		if got := c.o.Meets(c.p); got != c.want {
			t.Errorf("%v.Meets(%v) = %v, want %v", c.o, c.p, got, c.want)
		}
	}
}

// FuzzMayDate holds that no date is missed.
func FuzzMayDate(f *testing.F) {
	for _, s := range []string{"on Friday", "Juneteenth 2020", "in the winter of last year", "an Easter Sunday", "a decade ago", "ſunday"} {
		f.Add(s)
	}
	ref := corpus.Date{Year: 2023, Month: 3, Day: 9}
	f.Fuzz(func(t *testing.T, s string) {
		if dates := corpus.FindDates(s, ref); len(dates) > 0 && !corpus.MayDate(s) {
			t.Errorf("MayDate(%q) = false, and it holds %v", s, dates)
		}
	})
}
