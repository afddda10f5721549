package glean

import (
	"rapporteur/corpus"
	"rapporteur/glossary"
)

// Entry returns the suggestion as an entry of an operator's glossary: with a name
// when it is new, and without one when it adds to an entry that is there.
//
// Titles are left empty: a title would be found as a name in every article,
// whoever holds the office by then. What the articles state goes into Roles.
func (s Suggestion) Entry() glossary.Entry {
	e := glossary.Entry{ID: s.ID}
	if s.Adds == nil {
		e.Kind, e.Name = s.Kind, s.Name
	}
	for _, spelling := range s.Spellings {
		e.Spellings = append(e.Spellings, spelling.Text)
	}
	for _, letters := range s.Letters {
		e.Exact = append(e.Exact, letters.Text)
	}
	for _, role := range s.Roles {
		e.Roles = append(e.Roles, glossary.Role{
			Title: role.Title, Article: role.Article.ID,
			Date: interval(role.When), AsOf: role.AsOf.String(), Quote: role.Quote(),
		})
	}
	return e
}

// interval returns a period in ISO 8601: "2011/2014", "2015/" since then.
func interval(p corpus.Period) string {
	switch {
	case p.IsZero():
		return ""
	case p.From == p.To:
		return p.From.String()
	}
	return p.From.String() + "/" + p.To.String()
}
