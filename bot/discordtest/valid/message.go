package valid

import "strings"

const (
	maxContent = 2000
	maxEmbeds  = 10
	maxNonce   = 25
	maxNamed   = 100 // users or roles in allowed_mentions

	flagComponentsV2 = 1 << 15
)

// checkMessage checks a message that is made (fresh) or edited. An edit leaves
// alone what it does not name, so that less can be said about it.
func checkMessage(r *report, m value, fresh bool) {
	r.length(m.at("content"), 0, maxContent)
	checkNonce(r, m.at("nonce"))
	checkEmbeds(r, m.at("embeds"))
	checkMentions(r, m.at("allowed_mentions"))
	checkComponents(r, m, fresh)
	if isEmpty(m, fresh) {
		r.add("", "50006", "Cannot send an empty message")
	}
}

// isEmpty reports a message that nothing would be seen of. An edit is empty if
// it takes everything away; that a file may be kept that it does not name is left
// out of account, for this bot sends none.
func isEmpty(m value, fresh bool) bool {
	for _, part := range []string{"embeds", "components", "attachments", "sticker_ids"} {
		if len(m.at(part).items()) > 0 {
			return false
		}
	}
	switch {
	case !m.at("content").blank(), m.at("poll").given(), isForward(m.at("message_reference")):
		return false
	case fresh:
		return true
	}
	return m.at("content").present && m.at("embeds").present && m.at("components").present
}

// isForward reports a reference of type 1, which shows another message.
func isForward(reference value) bool { return reference.at("type").whole(0) == 1 }

func checkNonce(r *report, nonce value) {
	if _, isNumber := nonce.v.(float64); !isNumber {
		r.length(nonce, 0, maxNonce)
	}
}

func checkMentions(r *report, m value) {
	parse := r.list(m.at("parse"), 0, 3)
	r.unique(parse, "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value")
	for _, p := range parse {
		switch all := p.text(); all {
		case "everyone":
		case "users", "roles":
			if len(m.at(all).items()) > 0 {
				r.add(m.path, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", "parse:[%q] and %s: [ids...] are mutually exclusive.", all, all)
			}
		default:
			r.add(p.path, "BASE_TYPE_CHOICES", "Value must be one of {'everyone', 'roles', 'users'}.")
		}
	}
	for _, named := range []string{"users", "roles"} {
		r.unique(r.list(m.at(named), 0, maxNamed), "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value")
	}
}

// texts returns every text of a message that its readers see as markdown.
func texts(m value) []value {
	found := []value{m.at("content")}
	for _, e := range m.at("embeds").items() {
		found = append(found, e.at("title"), e.at("description"))
		for _, f := range e.at("fields").items() {
			found = append(found, f.at("name"), f.at("value"))
		}
		found = append(found, e.at("footer").at("text"))
	}
	walk(m.at("components"), func(c value) {
		if c.at("type").whole(0) == textDisplay {
			found = append(found, c.at("content"))
		}
	})
	present := found[:0]
	for _, t := range found {
		if strings.TrimSpace(t.text()) != "" {
			present = append(present, t)
		}
	}
	return present
}
