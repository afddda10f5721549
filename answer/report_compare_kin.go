package answer

import (
	"math"
	"slices"
	"strings"
)

// compareKin knows what each sentence speaks of besides the matter that it is
// weighed for, so that sentences on the same are set side by side.
type compareKin struct {
	keys   map[*sentence][]string // names and topics, in order
	weight map[string]float64     // how telling it is to have one in common
}

func (c *comparison) prepareKin() {
	c.kin = compareKin{keys: map[*sentence][]string{}, weight: map[string]float64{}}
	count := map[string]int{}
	for _, side := range []*comparand{c.a, c.b} {
		seen := map[*sentence]bool{}
		for _, of := range []map[string][]compareSpot{side.names, side.topics} {
			for key, spots := range of {
				for _, at := range spots {
					if at.share > 0 {
						count[key]++
						seen[at.sentence] = true
						c.kin.keys[at.sentence] = append(c.kin.keys[at.sentence], key)
					}
				}
			}
		}
		for s := range seen {
			slices.Sort(c.kin.keys[s])
			c.kin.keys[s] = slices.Compact(c.kin.keys[s])
		}
	}
	for key, n := range count {
		c.kin.weight[key] = 1 / (1 + math.Log2(float64(n)))
	}
}

// kinship says in [0,1] how much else two sentences both speak of than the matter
// called except, and what tells most of it.
func (c *comparison) kinship(x, y *sentence, except string) (score float64, most string) {
	best := 0.0
	other := c.kin.keys[y]
	for _, key := range c.kin.keys[x] {
		if key == except || c.a.own[key] || c.b.own[key] || c.settings[key] {
			continue
		}
		if _, both := slices.BinarySearch(other, key); !both {
			continue
		}
		w := c.kin.weight[key]
		score += w
		if w > best && labelled(c.keyLabel(key)) {
			best, most = w, key
		}
	}
	return math.Min(1, score), most
}

// keyLabel is what a name or a topic is called.
func (c *comparison) keyLabel(key string) string {
	if len(c.a.topics[key])+len(c.b.topics[key]) > 0 && (strings.HasPrefix(key, conceptKey) || len(c.a.names[key])+len(c.b.names[key]) == 0) {
		return topicLabel(c.a.topics[key], c.b.topics[key])
	}
	return c.names.label(key)
}
