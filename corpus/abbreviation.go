package corpus

import "rapporteur/text"

var (
	// abbreviations never end a sentence: a name or more of the same follows.
	abbreviations = text.Set(`mr mrs ms messrs mme mlle dr prof gen lt col maj capt cmdr cpl sgt pvt adm sen rep
		gov rev hon pres amb supt det insp vs v viz cf e.g i.e eg ie al approx ca op fig figs eq st ste ft mt
		brig cdr lt.gen lt.col maj.gen brig.gen vol pp ed eds trans asst assoc dept`)

	// beforeNumber are abbreviations when a number, or a name, follows.
	beforeNumber = text.Set(`no nos jan feb mar apr jun jul aug sep sept oct nov dec art sec para p ch`)

	// ambiguous end a sentence when the next word is one that starts sentences.
	ambiguous = text.Set(`inc co corp ltd llc plc bros jr sr etc esq ph.d phd m.d b.a m.a d.c a.m p.m a.d b.c
		am pm u.s u.k u.n e.u u.s.a u.s.s.r u.a.e n.y calif fla mass conn wash ore ariz ala ark tex va pa ga
		ill ind ky la md mich minn miss mo mont neb nev okla tenn vt wis wyo colo del kan ave blvd rd
		mon tue tues wed thu thur thurs fri sat sun min max est tel dist gov't int'l ret`)

	// starters start sentences and are no function words.
	starters = text.Set(`however meanwhile later earlier today yesterday tomorrow despite instead according
		following officials police two three four five last next asked several speaking
		nevertheless nonetheless moreover furthermore additionally therefore thus perhaps maybe yes
		january february march april june july august september october november december`)
)
