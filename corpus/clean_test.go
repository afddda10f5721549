package corpus_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// filler stands around the lines of a case, so that they lie in an article.
const filler = "The ministers met on Friday to talk about a ceasefire that neither of the sides had kept for more than a day."

func TestCleaning(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string // "rule: text"
	}{
		"controls":                  {filler + "\n\nSkip to main content\n\nADVERTISEMENT\n\nRead more…\n\n" + filler, []string{"navigation: Skip to main content", "navigation: ADVERTISEMENT", "navigation: Read more…"}},
		"a word in a sentence":      {filler + " Read more about it in Geneva, he said. Related talks failed.", nil},
		"related headline":          {filler + "\nRead more: Turkey calls for talks\nRelated: Who is Alloush?\n" + filler, []string{"related-link: Read more: Turkey calls for talks", "related-link: Related: Who is Alloush?"}},
		"related sentence":          {filler + "\nMore: the rebels said that they would not come to Vienna.", nil},
		"newsletter inside a line":  {filler + " Sign up for our newsletter here. " + filler, []string{"newsletter: Sign up for our newsletter here."}},
		"a newsletter in the news":  {filler + " The ministry sent a newsletter to subscribers, and urged them to sign up.", nil},
		"a quotation is no notice":  {filler + " “Sign up for our newsletter,” the minister told his party.", nil},
		"cookies":                   {filler + "\nWe use cookies to improve your experience on this site.", []string{"cookie-notice: We use cookies to improve your experience on this site."}},
		"licence":                   {filler + "\n© 2016 News Agency. All rights reserved.", []string{"licence-line: © 2016 News Agency.", "licence-line: All rights reserved."}},
		"a licence in the news":     {filler + " The ministry said that all licences of the oil firm had been withdrawn under the copyright law of 2016.", nil},
		"initials":                  {filler + "\nAK/PA", []string{"editors-initials: AK/PA"}},
		"initials in a text":        {"US/UK forces left Iraq in the end.\n" + filler + "\n" + filler, nil},
		"credit in brackets":        {"John Kerry meets Sergei Lavrov for talks in Vienna (AFP)\n\n" + filler, []string{"photo-credit: (AFP)"}},
		"credit of a photographer":  {"Rebels leave Aleppo. (Photo by A. Name/Getty Images)\n\n" + filler, []string{"photo-credit: (Photo by A. Name/Getty Images)"}},
		"labelled credit":           {"Rebels leave Aleppo. Image Credit: AFP\n\n" + filler, []string{"photo-credit: Image Credit: AFP"}},
		"agency inside a line":      {"GENEVA (Reuters) - " + filler, nil},
		"brackets that are no name": {filler + "\nThe envoy spoke of the Joint Implementation Group (JIG)", nil},
		"a photo in the news":       {filler + " He showed a photo: it was of the hotel where they met.", nil},
		"a script":                  {filler + " <script>var a = '<p>x</p>';</script> " + filler, []string{"script: <script>var a = '<p>x</p>';</script>"}},
		"a script over lines":       {filler + "\n<SCRIPT type=\"x\">\nload('The end came.');\n</SCRIPT>\n" + filler, []string{"script: <SCRIPT type=\"x\">\nload('The end came.');\n</SCRIPT>"}},
		"a script without an end":   {filler + "\n<script>load()\n" + filler, []string{"script: <script>load()"}},
		"a style sheet":             {filler + "\n<style>p { color: red }</style>\n" + filler, []string{"script: <style>p { color: red }</style>"}},
		"a gallery": {
			filler + "\nDockers wait. Hide Caption 1 of 3 Photos: The long strike Dockers march in Porto. Hide Caption 2 of 3 Photos: The long strike A crane stands still. Hide Caption 3 of 3\n" + filler,
			[]string{"gallery: Hide Caption 1 of 3 Photos: The long strike", "gallery: Hide Caption 2 of 3 Photos: The long strike", "gallery: Hide Caption 3 of 3"},
		},
		"player":                     {filler + "\nVideo player was slow to load content Video content never loaded Other issues\n" + filler, []string{"player: Video player was slow to load content Video content never loaded Other issues"}},
		"separator and heading mark": {"# Talks fail again\n\n" + filler + "\n\n* * *\n\n" + filler, []string{"markup: # ", "separator: * * *"}},
		"announced teasers":          {filler + "\n" + filler + "\n\nRelated articles\n\nTurkey calls for talks\n\nRebels leave the city", []string{"teaser: Related articles\n\nTurkey calls for talks\n\nRebels leave the city"}},
		"a list after a separator":   {strings.Repeat(filler+"\n", 4) + "-\nThe first point they made was clear.\nThe second point was not.\nThe third was dropped in the end.", []string{"separator: -"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := decode(t, c.text)
			var got []string
			for _, r := range a.Removed {
				got = append(got, r.Rule+": "+a.Text(r.Span))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("removed from %q (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

func TestGuessesNeverTakeMostOfAnArticle(t *testing.T) {
	teaser := "Turkey calls for a round of talks\nThe latest deaths come as rebels press an assault on the old town Middle East -\n"
	a := decode(t, filler+"\n-\n"+strings.Repeat(teaser, 20))
	for _, r := range a.Removed {
		if r.Rule == "teaser" {
			t.Errorf("removed %d of %d bytes", r.Len(), len(a.Body))
		}
	}
}
