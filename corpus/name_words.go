package corpus

import "rapporteur/text"

var (
	pronouns = text.Set(`i he she it they we you who him her them us me`)

	calendar = text.Set(`monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
		november december jan feb apr jun jul aug sep sept oct nov dec ramadan christmas easter`)

	// titles stand before the names of people.
	titles = text.Set(`staff president minister secretary ceo cfo coo cto founder cofounder co-founder attorney pm vp analyst correspondent columnist host envoy ambassador chancellor premier general gen colonel col lieutenant lt major maj captain capt
		sergeant sgt admiral adm commander senator sen representative rep governor gov congressman congresswoman mr mrs ms miss dr doctor professor prof sir lord
		lady pope king queen prince princess sheikh sheik imam ayatollah chief director chairman chairwoman chair judge justice mayor affairs defence defense state states
		states. interior finance justice treasury spokesman spokeswoman spokesperson democrat republican coach officer detective reporter sheriff rev reverend bishop archbishop rabbi
		father sister saint commissioner superintendent councilman councilwoman councillor undersecretary whip speaker administrator marshal treasurer comptroller inspector pastor counterpart negotiator delegate leader mp author actor actress singer`)

	// offices are words of titles and bodies that "of" and "for" go on from.
	offices = text.Set(`chairman chiefs minister ministry secretary envoy ambassador department observatory council organisation organization bank university house
		director head union representative party front army chief institute institution committee court office league board bureau center centers centre centres foundation federation
		association society chamber agency authority commissioner president governor king queen prince duke bishop archbishop general state republic kingdom government school college fund
		academy ministry states bishop speaker chancellor doctors reporters network coalition alliance movement group campaign`)

	// bodyWords show that a name is not a person's.
	bodyWords = text.Set(`ministry department observatory council organisation organization bank university house union party front army institute
		committee court office league board bureau center centre foundation federation association society chamber agency authority commission republic kingdom
		government school college fund academy nations states state arabia emirates korea zealand africa america china kong york angeles washington news times post
		journal press media television tv radio telegraph guardian tribune rights watch amnesty international east west north south northern southern eastern western central forces
		force group company corporation corp inc ltd co airlines motors parliament congress senate assembly cabinet supreme federal national world european
		islamic army police fire service services administration program programme project street square city county province district islands island river
		hotel hospital museum church network coalition alliance movement brigade battalion regiment command security intelligence defence defense
		monument gulf mountain lake bay coast border airport stadium games cup series prize award act bill treaty accord agreement talks conference summit`)

	// givenNames are body words and adjectives that are also first names.
	givenNames = text.Set(`bill christian`)

	// adjectives of nations and blocs are no first names.
	adjectives = text.Set(`us u.s un u.n u.k uk eu american british english french german italian spanish russian turkish iranian syrian iraqi saudi israeli palestinian jordanian lebanese
		egyptian libyan tunisian yemeni qatari kuwaiti emirati bahraini omani kazakh afghan pakistani indian chinese japanese korean ukrainian polish hungarian greek dutch belgian swedish
		norwegian danish finnish swiss austrian canadian australian mexican brazilian argentine argentinian kurdish arab persian african asian european western eastern northern southern
		democratic republican christian muslim jewish sunni shiite shi'ite soviet nato`)

	// nouns name people and bodies by what they are.
	nouns = text.Set(`diplomat diplomats official officials envoy envoys minister ministers ministry president premier chancellor government governments opposition
		rebel rebels regime delegation delegations delegate delegates army military police media agency agencies leader leaders leadership analyst analysts activist activists
		witness witnesses source sources group groups observer observers court judge judges prosecutor prosecutors lawyer lawyers attorney attorneys company companies firm statement statements
		report reports study survey poll spokesman spokeswoman spokesperson spokesmen representative representatives negotiator negotiators mediator mediators ambassador ambassadors
		commander commanders general generals soldier soldiers fighter fighters resident residents doctor doctors expert experts researcher researchers scientist scientists
		economist economists critic critics supporter supporters senator senators lawmaker lawmakers mp mps mayor governor authorities authority administration embassy office committee
		council commission parliament congress union party team organisation organization organisations organizations charity charities monitor monitors newspaper newspapers channel broadcaster
		network department bank investigator investigators family families relatives mother father son daughter brother sister wife husband man woman men women people protesters protester villagers villager
		refugee refugees head chief director secretary chairman chairwoman chair founder author authors editor professor coach manager player captain letter communique communiqué
		sides side parties allies ally coalition alliance counterpart militia militias insurgents militants faction factions citizens voters student students teacher teachers worker workers
		employees aide aides adviser advisers advisor advisors countries powers nations officer officers deputy king queen pope prince singer actor actress
		neighbor neighbors neighbour neighbours survivor survivors owner owners farmer farmers reporter reporters journalist journalists historian insider insiders guarantors sponsors
		campaigners campaigner medic medics rescuers nurse nurses teenager boy girl passenger passengers driver drivers singers actors coaches players managers captains directors chairs founders editors presidents mayors governors executive executives ceo website publication magazine outlet
		co-author coauthor co-authors staffer staffers acquaintance person parent parents clerk museum petition specialist specialists strategist strategists consultant veteran veterans publicist creator producer organizer organizers organiser organisers victim victims physicist chef camp duke duchess star spokespersons spokespeople ranger rangers operative operatives release records filings tweet email emails minutes data figures document documents text transcript memo resolution lawsuit complaint indictment affidavit filing administrator administrators superintendent commissioner commissioners sheriff detective detectives firefighters crew astronaut astronauts meteorologist meteorologists forecasters biologist psychologist epidemiologist`)
)
