package corpus_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/corpus"
)

func TestFindDates(t *testing.T) {
	const friday = "2015-10-23"
	for _, c := range []struct {
		text, ref string
		want      []string // text: from/to, "~" when relative
	}{
		{"as early as 30 October.", friday, []string{"30 October: 2015-10-30/2015-10-30 ~"}},
		{"as early as next Friday with", friday, []string{"next Friday: 2015-10-30/2015-10-30 ~"}},
		{"on Friday failed", friday, []string{"Friday: 2015-10-23/2015-10-23 ~"}},
		{"Putin on Thursday stressed", friday, []string{"Thursday: 2015-10-22/2015-10-22 ~"}},
		{"On 30 September, Russia", friday, []string{"30 September: 2015-09-30/2015-09-30 ~"}},
		{"visit to Moscow this week.", friday, []string{"this week: 2015-10-19/2015-10-25 ~"}},
		{"will meet in Geneva on Friday.", "2016-08-25", []string{"Friday: 2016-08-26/2016-08-26 ~"}},
		{"talks in July on a visit", "2016-08-25", []string{"July: 2016-07/2016-07 ~"}},
		{"visit to Moscow on August 9.", "2016-08", []string{"August 9: 2016-08-09/2016-08-09 ~"}},
		{"met on Friday", "2016-08", nil},
		{"a shaky Dec. 30 truce", "2017-01-25", []string{"Dec. 30: 2016-12-30/2016-12-30 ~"}},
		{"in Geneva next month.", "2017-01-25", []string{"next month: 2017-02/2017-02 ~"}},
		{"since November.", "2017-12-21", []string{"since November: 2017-11/ ~"}},
		{"on Wednesday, and tomorrow; Sochi next year", "2017-12-21", []string{"Wednesday: 2017-12-20/2017-12-20 ~", "tomorrow: 2017-12-22/2017-12-22 ~", "next year: 2018/2018 ~"}},
		{"began today, two weeks ago, last month", "2017-12-21", []string{"today: 2017-12-21/2017-12-21 ~", "two weeks ago: 2017-12-04/2017-12-10 ~", "last month: 2017-11/2017-11 ~"}},
		{"this morning, last night, and not last evening", "2017-12-21", []string{"this morning: 2017-12-21/2017-12-21 ~", "last night: 2017-12-20/2017-12-20 ~"}},
		{"this weekend, over the weekend, next weekend", "2017-12-21", []string{"this weekend: 2017-12-23/2017-12-24 ~", "over the weekend: 2017-12-16/2017-12-17 ~", "next weekend: 2017-12-30/2017-12-31 ~"}},
		{"a decade ago, over the last decade", "2017-12-21", []string{"a decade ago: 2007/2007 ~"}},
		{"last night, over the weekend", "2017-12", nil},
		{"in June last year, in March of this year, on 5 May next year", "2017-12-21", []string{"June last year: 2016-06/2016-06 ~", "March of this year: 2017-03/2017-03 ~", "5 May next year: 2018-05-05/2018-05-05 ~"}},
		{"Tuesday of last week, Friday next week", "2017-12-21", []string{"Tuesday of last week: 2017-12-12/2017-12-12 ~", "Friday next week: 2017-12-29/2017-12-29 ~"}},
		{"this fall, last summer, next spring, this past winter", "2017-12-21", []string{"this fall: 2017-09/2017-11 ~", "last summer: 2016-06/2016-08 ~", "next spring: 2018-03/2018-05 ~", "this past winter: 2017-12/2018-02 ~"}},
		{"this winter", "2018-01-21", []string{"this winter: 2017-12/2018-02 ~"}},
		{"over the summer, the fall of Kabul, Arab Spring, spring of 2011", "2017-12-21", []string{"summer: 2017-06/2017-08 ~", "spring of 2011: 2011-03/2011-05"}},
		{"on New Year’s Day, on Christmas Eve, on Thanksgiving, Easter Sunday 2018", "2017-12-21", []string{
			"New Year’s Day: 2018-01-01/2018-01-01 ~", "Christmas Eve: 2017-12-24/2017-12-24 ~", "Thanksgiving: 2017-11-23/2017-11-23 ~", "Easter Sunday 2018: 2018-04-01/2018-04-01",
		}},
		{"on Memorial Day, on Labor Day, on the Fourth of July, on Election Day", "2022-07-08", []string{
			"Memorial Day: 2022-05-30/2022-05-30 ~", "Labor Day: 2022-09-05/2022-09-05 ~", "Fourth of July: 2022-07-04/2022-07-04 ~", "Election Day: 2022-11-08/2022-11-08 ~",
		}},
		{"Christmas shopping, the Fourth of July weekend", "2017-12-21", nil},
		{"a week ago, less than a week ago, more than a week ago", "2017-12-21", []string{"a week ago: 2017-12-14/2017-12-14 ~", "a week ago: 2017-12-15/2017-12-21 ~"}},
		{"more than two weeks ago, nearly two weeks ago", "2017-12-21", []string{"two weeks ago: 2017-11-27/2017-12-10 ~", "two weeks ago: 2017-12-04/2017-12-17 ~"}},
		{"at the start of the week, the end of the year", "2017-12-21", []string{"start of the week: 2017-12-18/2017-12-18 ~", "end of the year: 2017/2017 ~"}},
		{"from 3 to 6 October 2021, 3 and 4 May 2020, 3 and 9 June 2020", "", []string{
			"3 to 6 October 2021: 2021-10-03/2021-10-06", "3 and 4 May 2020: 2020-05-03/2020-05-04", "9 June 2020: 2020-06-09/2020-06-09",
		}},
		{"from 2013-16, 1972.74 points", "", []string{"2013-16: 2013/2016"}},
		{"last Friday", "2017-12-21", []string{"last Friday: 2017-12-15/2017-12-15 ~"}},

		{"in October 2015?", "", []string{"October 2015: 2015-10/2015-10"}},
		{"on 21 December 2017, or 2017-12-22, or December 23rd, 2017", "", []string{"21 December 2017: 2017-12-21/2017-12-21", "2017-12-22: 2017-12-22/2017-12-22", "December 23rd, 2017: 2017-12-23/2017-12-23"}},
		{"the 21st of december 2017", "", []string{"21st of december 2017: 2017-12-21/2017-12-21"}},
		{"24-26 January 2017", "", []string{"24-26 January 2017: 2017-01-24/2017-01-26"}},
		{"23.10.2015 and 10/23/2015 but not 03/04/2015", "", []string{"23.10.2015: 2015-10-23/2015-10-23", "10/23/2015: 2015-10-23/2015-10-23", "03/04/2015: 2015/2015"}},
		{"in 2016, in the 1990s", "", []string{"2016: 2016/2016", "1990s: 1990/1999"}},
		{"between October 2015 and December 2016", "", []string{"October 2015 and December 2016: 2015-10/2016-12"}},
		{"from January to August 2016", "", []string{"January to August 2016: 2016-01/2016-08"}},
		{"2015-2017", "", []string{"2015-2017: 2015/2017"}},
		{"after 2015, before March 2017, until 2016", "", []string{"after 2015: 2016/", "before March 2017: /2017-02", "until 2016: /2016"}},
		{"What happened in December?", "", []string{"December: 0000-12/0000-12"}},
		{"What happened on 30 October?", "", []string{"30 October: 0000-10-30/0000-10-30"}},
		{"What may the rebels march for? May they?", "", nil},
		{"May said so. Theresa May left. March on!", "", nil},
		{"in May, last March", "", []string{"May: 0000-05/0000-05", "March: 0000-03/0000-03"}},
		{"What happened on Friday, yesterday, last week?", "", nil},
		{"killed 2000 people, cost $2015, 1,999 and 2016% of 12.2015", "", nil},
		{"31 February 2017", "", nil},
		{"Resolution 2254 of room 101", "", nil},
		{"", "", nil},
	} {
		var ref corpus.Date
		if c.ref != "" {
			ref, _ = corpus.ParseDate(c.ref)
		}
		var got []string
		for _, m := range corpus.FindDates(c.text, ref) {
			if c.text[m.Start:m.End] != m.Text {
				t.Errorf("FindDates(%q): span %v is not %q", c.text, m.Span, m.Text)
			}
			s := m.Text + ": " + iso(m.Period.From) + "/" + iso(m.Period.To)
			if m.Relative {
				s += " ~"
			}
			got = append(got, s)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("FindDates(%q, %s) (-want +got):\n%s", c.text, c.ref, diff)
		}
	}
}

// iso is Date.String, but shows a month without a year.
func iso(d corpus.Date) string {
	if d.Year == 0 && d.Month != 0 {
		d.Year = 1000
		return "0000" + d.String()[4:]
	}
	return d.String()
}

func FuzzFindDates(f *testing.F) {
	for _, s := range []string{"30 October 2015", "between 1 May and 2016", "since since 2016", "Dec. 30-31, 2016", "two weeks ago", "2016-02-30", "last Friday", "1990s–2016", "over the summer of last year", "on New Year’s Eve last year", "start of the week", "nearly a week ago", "2013-16"} {
		f.Add(s)
	}
	ref := corpus.Date{Year: 2016, Month: 2, Day: 29}
	f.Fuzz(func(t *testing.T, s string) {
		at := 0
		for _, m := range corpus.FindDates(s, ref) {
			if m.Start < at || m.End > len(s) || m.Start >= m.End || s[m.Start:m.End] != m.Text {
				t.Fatalf("FindDates(%q): bad span %v", s, m.Span)
			}
			at = m.End
			if m.Period.IsZero() {
				t.Fatalf("FindDates(%q): empty period for %q", s, m.Text)
			}
		}
		corpus.FindDates(s, corpus.Date{})
	})
}
