package corpus_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// speakersOf returns the speakers of the sentences of an article in turn, "" for
// its own voice and "a + b" for two.
func speakersOf(t *testing.T, text string) []string {
	t.Helper()
	var got []string
	for _, s := range decode(t, text).Sentences {
		speakers := ""
		for i, at := range s.Attributions {
			if i > 0 {
				speakers += " + "
			}
			speakers += at.Speaker
		}
		got = append(got, speakers)
	}
	return got
}

func TestSpeakersOfAnyNoun(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"after the quotation":       {"“I felt a tug,” the dogwalker told KTLA.", []string{"the dogwalker"}},
		"after a comma":             {"Keep the pet close and make a noise, the park service said.", []string{"the park service"}},
		"at the start":              {"The park service told CNN they knew of no others.", []string{"the park service"}},
		"within an apposition":      {"“He is returning early,” the governor’s spokesperson, Brooke Stroyke, said in a statement.", []string{"Brooke Stroyke"}},
		"described in lower case":   {"The firm will need more tourists, co-owner Patrick Sipp said Wednesday.", []string{"Patrick Sipp"}},
		"inverted":                  {"“We will defend him,” said a senior GOP source.", []string{"a senior GOP source"}},
		"inverted with its age":     {"“She is loud,” said 39-year-old Josh Brown of Rockmart.", []string{"Josh Brown"}},
		"inverted and at work":      {"“We say so,” said a senior party operative working on the races.", []string{"a senior party operative"}},
		"ends in a medium":          {"The sum is a small part of that, Robert Kelchen noted in an email.", []string{"Robert Kelchen"}},
		"according to a document":   {"The college paid out $8 million, according to a press release.", []string{"a press release"}},
		"according to its makers":   {"Onions last two months, according to a list compiled by the Money team.", []string{"a list"}},
		"former and current":        {"He is nervous, according to nine former and current aides.", []string{"nine former and current aides"}},
		"according to plan":         {"All went according to plan. The room was painted according to taste.", []string{"", ""}},
		"British print":             {"It was “an unprecedented test”, said The Guardian.", []string{"the Guardian"}},
		"an account":                {"“Take all the time you need,” wrote @sweetenerkiid.", []string{"@sweetenerkiid"}},
		"a name like an owner's":    {"Lowe's said it would hire. The firm's said to be sold.", []string{"Lowe's", ""}},
		"a notice reads":            {"“We've heard you,” the note reads. She read “War and Peace” there.", []string{"the note", ""}},
		"records show":              {"Ghislaine Maxwell has been moved to Florida, prison records show.", []string{"prison records"}},
		"what somebody calls":       {"Karl Baum spoke on Thursday of what he called “unfounded attacks” on agents.", []string{"Karl Baum"}},
		"branded":                   {"Karl Baum branded the plan “a farce”. The firm branded its shoes.", []string{"Karl Baum", ""}},
		"wrote on a medium":         {"Igor Strelkov wrote on Telegram that the operation had failed.", []string{"Igor Strelkov"}},
		"broken off by a long name": {"“It causes more fires,” said Robert Manning, a retired professor of environment and resources, “and it will go on.”", []string{"Robert Manning + Robert Manning"}},
		"a role, not a speaker":     {"As a former teacher, Jane Roe, who owns a store, believes it will help.", []string{"Jane Roe"}},
		"a crisis that people name": {"It set off a crisis officials said was “a coup.”", []string{"officials"}},
		"whom somebody rejected":    {"Two members whom Nancy Pelosi rejected will play a part.", []string{""}},
		"only where":                {"In a passionate address, Joe Biden called for stricter laws.", []string{"Joe Biden"}},
		"a participle":              {"Taking questions after the talks, and said to be tired, all left.", []string{""}},
		"for his part":              {"For his part, according to a White House readout, Joe Biden was firm.", []string{"a White House readout"}},
		"hostile":                   {"The the the said. According to and and and. @ said @. said a", []string{"", "", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, speakersOf(t, c.text)); diff != "" {
				t.Errorf("speakers of %q (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

func TestSpeakersOfPronouns(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"the only one spoken of":     {"The season had started well for Cara McGary. “It is a loss,” she said.", []string{"", "Cara McGary"}},
		"of the other sex":           {"The season had started well for Cara McGary. “It is a loss,” he said.", []string{"", ""}},
		"two of the same sex":        {"It was a good day for Anna Keller. Nobody had heard of Helen Ross. “It is a loss,” she said.", []string{"", "", ""}},
		"the name before it decides": {"Anna Keller came. Paul Ross had left. “It is a loss,” she said.", []string{"", "", "Anna Keller"}},
		"an unnamed one beside":      {"It was a good day for Paul Ross. Everyone saw the minister, who, he says, “defined an era.”", []string{"", ""}},
		"who took the picture":       {"It rained in London. Jonathan Hordle/Pool/Reuters. “It is a loss,” he said.", []string{"", "", ""}},
		"over a link to another":     {"“We go,” Beanie Feldstein wrote.\n\nPainful:Monica Lewinsky recounts her role\n\nShe added: “You were kind.”", []string{"Beanie Feldstein", "", "Beanie Feldstein"}},
		"they after an agency":       {"The agency noted that it was dark. The cat still hunts, they added.", []string{"the agency", "the agency"}},
		"it after a company":         {"The company said it would pay. It added that more would follow.", []string{"the company", "the company"}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, speakersOf(t, c.text)); diff != "" {
				t.Errorf("speakers of %q (-want +got):\n%s", c.text, diff)
			}
		})
	}
}
