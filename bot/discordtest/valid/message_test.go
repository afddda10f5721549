package valid_test

import "testing"

func TestMessages(t *testing.T) {
	checkRows(t, []row{
		{"content as long as may be", messages, `{"content":"` + of(2000) + `"}`, nil},
		{"content too long", messages, `{"content":"` + of(2001) + `"}`, []string{"content BASE_TYPE_MAX_LENGTH"}},
		{"an edit as long as may be", message, `{"content":"` + of(2000) + `"}`, nil},
		{"an edit too long", message, `{"content":"` + of(2001) + `"}`, []string{"content BASE_TYPE_MAX_LENGTH"}},
		{"a follow-up too long", followUps, `{"content":"` + of(2001) + `"}`, []string{"content BASE_TYPE_MAX_LENGTH"}},
		{"content that is a number", messages, `{"content":5}`, []string{"content STRING_TYPE_CONVERT", "50006"}},

		{"an embed alone", messages, `{"embeds":[{"title":"t"}]}`, nil},
		{"components alone", followUps, `{"components":[{"type":1,"components":[{"type":2,"style":1,"label":"l","custom_id":"i"}]}]}`, nil},
		{"nothing", messages, `{}`, []string{"50006"}},
		{"white space", messages, `{"content":" \n "}`, []string{"50006"}},
		{"a reply of nothing", messages, `{"message_reference":{"message_id":"1"}}`, []string{"50006"}},
		{"nulls and empty lists", followUps, `{"content":null,"embeds":[],"components":null}`, []string{"50006"}},
		{"an edit of components", original, `{"components":[]}`, nil},
		{"an edit that may leave an embed", original, `{"content":""}`, nil},
		{"an edit that leaves nothing", original, `{"content":"","embeds":[],"components":[]}`, []string{"50006"}},

		{"a nonce of 25", messages, `{"content":"x","nonce":"` + of(25) + `","enforce_nonce":true}`, nil},
		{"a nonce of 26", messages, `{"content":"x","nonce":"` + of(26) + `"}`, []string{"nonce BASE_TYPE_MAX_LENGTH"}},
		{"a nonce that is a number", messages, `{"content":"x","nonce":12345678901234567}`, nil},

		{"mentions of nobody", messages, `{"content":"x","allowed_mentions":{"parse":[]}}`, nil},
		{"mentions of one", messages, `{"content":"x","allowed_mentions":{"parse":["roles"],"users":["1"]}}`, nil},
		{"mentions of all and of one", messages, `{"content":"x","allowed_mentions":{"parse":["users"],"users":["1"]}}`, []string{"allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"}},
		{"roles in both ways", original, `{"content":"x","allowed_mentions":{"parse":["roles"],"roles":["1"]}}`, []string{"allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"}},
		{"mentions of what is not", messages, `{"content":"x","allowed_mentions":{"parse":["user"]}}`, []string{"allowed_mentions.parse[0] BASE_TYPE_CHOICES"}},
		{"one named twice", messages, `{"content":"x","allowed_mentions":{"users":["1","1"]}}`, []string{"allowed_mentions.users[1] SET_TYPE_ALREADY_CONTAINS_VALUE"}},
		{"100 named", messages, `{"content":"x","allowed_mentions":{"users":[` + numbers(100) + `]}}`, nil},
		{"101 named", messages, `{"content":"x","allowed_mentions":{"users":[` + numbers(101) + `]}}`, []string{"allowed_mentions.users BASE_TYPE_MAX_LENGTH"}},
	})
}

func TestEmbeds(t *testing.T) {
	embed := func(s string) string { return `{"embeds":[{` + s + `}]}` }
	field := `{"name":"n","value":"v"}`
	checkRows(t, []row{
		{"all as long as may be", messages, embed(`"title":"` + of(256) + `","author":{"name":"` + of(256) + `"},"footer":{"text":"` + of(2048) + `"},"fields":[{"name":"` + of(256) + `","value":"` + of(1024) + `"}]`), nil},
		{"a title too long", messages, embed(`"title":"` + of(257) + `"`), []string{"embeds[0].title BASE_TYPE_MAX_LENGTH"}},
		{"a description of 4096", messages, embed(`"description":"` + of(4096) + `"`), nil},
		{"a description too long", messages, embed(`"description":"` + of(4097) + `"`), []string{"embeds[0].description BASE_TYPE_MAX_LENGTH"}},
		{"a footer too long", messages, embed(`"footer":{"text":"` + of(2049) + `"}`), []string{"embeds[0].footer.text BASE_TYPE_MAX_LENGTH"}},
		{"an author too long", messages, embed(`"author":{"name":"` + of(257) + `"}`), []string{"embeds[0].author.name BASE_TYPE_MAX_LENGTH"}},
		{"a field too long", messages, embed(`"fields":[{"name":"` + of(257) + `","value":"` + of(1025) + `"}]`), []string{"embeds[0].fields[0].name BASE_TYPE_BAD_LENGTH", "embeds[0].fields[0].value BASE_TYPE_BAD_LENGTH"}},
		{"a field without a value", messages, embed(`"fields":[{"name":"n"},{"name":"","value":"v"}]`), []string{"embeds[0].fields[0].value BASE_TYPE_REQUIRED", "embeds[0].fields[1].name BASE_TYPE_REQUIRED"}},
		{"25 fields", messages, embed(`"fields":[` + times(25, field) + `]`), nil},
		{"26 fields", messages, embed(`"fields":[` + times(26, field) + `]`), []string{"embeds[0].fields BASE_TYPE_MAX_LENGTH"}},
		{"10 embeds", messages, `{"embeds":[` + times(10, `{"title":"t"}`) + `]}`, nil},
		{"11 embeds", messages, `{"embeds":[` + times(11, `{"title":"t"}`) + `]}`, []string{"embeds BASE_TYPE_MAX_LENGTH"}},
		{"6000 in all", messages, `{"embeds":[{"description":"` + of(4000) + `"},{"title":"tt","footer":{"text":"` + of(1998) + `"}}]}`, nil},
		{"6001 in all", messages, `{"embeds":[{"description":"` + of(4000) + `"},{"title":"ttt","footer":{"text":"` + of(1998) + `"}}]}`, []string{"embeds MAX_EMBED_SIZE_EXCEEDED"}},
		{"an image alone", messages, embed(`"image":{"url":"attachment://map.png"}`), nil},
		{"an empty one", messages, embed(``), []string{"embeds[0].description BASE_TYPE_REQUIRED"}},
		{"a colour alone", messages, embed(`"color":255,"description":" "`), []string{"embeds[0].description BASE_TYPE_REQUIRED"}},
		{"white", messages, embed(`"title":"t","color":16777215`), nil},
		{"no colour", messages, embed(`"title":"t","color":16777216`), []string{"embeds[0].color NUMBER_TYPE_MAX"}},

		{"an address", messages, embed(`"title":"t","url":"https://example.org/a"`), nil},
		{"an address of another scheme", messages, embed(`"title":"t","url":"javascript:x"`), []string{"embeds[0].url URL_TYPE_INVALID_SCHEME"}},
		{"an attachment where none may be", messages, embed(`"title":"t","url":"attachment://a.png"`), []string{"embeds[0].url URL_TYPE_INVALID_SCHEME"}},
		{"an address without a scheme", messages, embed(`"title":"t","thumbnail":{"url":"example.org/a.png"}`), []string{"embeds[0].thumbnail.url URL_TYPE_INVALID_SCHEME"}},
		{"an address without a host", messages, embed(`"title":"t","url":"https://"`), []string{"embeds[0].url URL_TYPE_INVALID_URL"}},
		{"an address that is none", messages, embed(`"title":"t","author":{"name":"a","url":"http://[x"}`), []string{"embeds[0].author.url URL_TYPE_INVALID_URL"}},
	})
}

func TestThreads(t *testing.T) {
	checkRows(t, []row{
		{"a name of 100", thread, `{"name":"` + of(100) + `","auto_archive_duration":1440}`, nil},
		{"no name", thread, `{}`, []string{"name BASE_TYPE_REQUIRED"}},
		{"white space", threads, `{"name":"  ","type":11}`, []string{"name BASE_TYPE_REQUIRED"}},
		{"a name of 101", threads, `{"name":"` + of(101) + `"}`, []string{"name BASE_TYPE_BAD_LENGTH"}},
		{"a day and a bit", thread, `{"name":"n","auto_archive_duration":1441}`, []string{"auto_archive_duration BASE_TYPE_CHOICES"}},
		{"slow", thread, `{"name":"n","rate_limit_per_user":21600}`, nil},
		{"too slow", thread, `{"name":"n","rate_limit_per_user":21601}`, []string{"rate_limit_per_user NUMBER_TYPE_MAX"}},
		{"a post in a forum", threads, `{"name":"n","message":{"content":"x"}}`, nil},
		{"an empty post", threads, `{"name":"n","message":{"content":""}}`, []string{"50006"}},
	})
}

// numbers returns n ids.
func numbers(n int) string {
	ids := make([]byte, 0, 8*n)
	for i := range n {
		if i > 0 {
			ids = append(ids, ',')
		}
		ids = append(ids, '"', '1'+byte(i/100), '0'+byte(i/10%10), '0'+byte(i%10), '"')
	}
	return string(ids)
}
