package reply_test

import (
	"fmt"

	"rapporteur/bot/reply"
)

func ExampleEscape() {
	fmt.Println(reply.Escape("He said *no* to <https://a.example>, 21 Dec. 2017."))
	// Output: He said \*no\* to \<​https:\//a.example>, 21 Dec. 2017.
}

func ExampleSplit() {
	for _, part := range reply.Split("“One said so.” [1] “Another did not.” [2]", 25) {
		fmt.Println(part)
	}
	// Output:
	// “One said so.” [1]
	// “Another did not.” [2]
}
