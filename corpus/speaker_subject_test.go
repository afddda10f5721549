package corpus_test

import "testing"

func TestSubjectOfAPronoun(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"the one who is named":    {"Ana Reis leads the port. She was born in Faro.", "Ana Reis"},
		"across a paragraph":      {"Rui Melo leads the port.\n\nHe was born in Faro.", "Rui Melo"},
		"two who might be":        {"Rui Melo met Paul Ross at the port. He was born in Faro.", ""},
		"another sex":             {"Mr. Rui Melo leads the port. She was born in Faro.", ""},
		"nobody":                  {"The port has closed. He was born in Faro.", ""},
		"too far back":            {"Rui Melo leads the port.\n\nIt has closed.\n\nIt will not open.\n\nHe was born in Faro.", ""},
		"no pronoun at its start": {"Rui Melo leads the port. In 2004 he was elected.", ""},
		"in quotation marks":      {"Rui Melo leads the port. “He was born in Faro,” a docker said.", ""},
	} {
		a := decode(t, filler+"\n\n"+c.text)
		if got := a.Sentences[len(a.Sentences)-1].Subject; got != c.want {
			t.Errorf("%s: Subject of the last sentence of %q = %q, want %q", name, c.text, got, c.want)
		}
	}
}
