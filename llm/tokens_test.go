package llm_test

import (
	"strings"
	"testing"

	"rapporteur/llm"
)

// The counts are those of o200k.
var counted = []struct {
	name, text string
	tokens     int
}{
	{"english", `The foreign ministers of four countries met in Vienna on Friday to look for a way out of the war, and parted without an agreement on the future of the president.`, 33},
	{"persian", `وزیران خارجه چهار کشور روز جمعه در وین دیدار کردند تا راهی برای پایان جنگ بیابند، اما بدون توافق درباره آینده رئیس جمهور از هم جدا شدند.`, 38},
	{"greek", `Οι υπουργοί Εξωτερικών τεσσάρων χωρών συναντήθηκαν την Παρασκευή στη Βιέννη για να βρουν διέξοδο από τον πόλεμο και χώρισαν χωρίς συμφωνία για το μέλλον του προέδρου.`, 57},
	{"french", `Les ministres des Affaires étrangères de quatre pays se sont réunis vendredi à Vienne pour chercher une issue à la guerre, et se sont séparés sans accord sur l'avenir du président. La prochaine réunion est prévue fin octobre.`, 47},
	{"turkish", `Dört ülkenin dışişleri bakanları savaştan çıkış yolu aramak için cuma günü Viyana'da bir araya geldi ve cumhurbaşkanının geleceği konusunda anlaşmaya varamadan ayrıldı. Bir sonraki toplantı ekim sonunda yapılacak.`, 58},
	{"german", `Die Außenminister von vier Ländern trafen sich am Freitag in Wien, um einen Ausweg aus dem Krieg zu suchen, und gingen ohne Einigung über die Zukunft des Präsidenten auseinander. Waffenstillstandsverhandlungen sollen folgen.`, 45},
	{"chinese", `四国外长星期五在维也纳会晤，寻求结束战争的办法，但未能就总统的未来达成一致。下次会议定于十月底举行。`, 39},
	{"japanese", `四か国の外相は金曜日にウィーンで会談し、戦争の出口を探ったが、大統領の将来について合意に至らないまま別れた。`, 45},
	{"korean", `네 나라 외무장관이 금요일 빈에서 만나 전쟁을 끝낼 길을 찾았으나 대통령의 장래에 대해 합의하지 못한 채 헤어졌다.`, 39},
	{"hindi", `चार देशों के विदेश मंत्री शुक्रवार को वियना में मिले ताकि युद्ध से निकलने का रास्ता खोजा जा सके, और राष्ट्रपति के भविष्य पर बिना सहमति के अलग हो गए।`, 39},
	{"numbers", `In 2015, 1,234,567 people; 45.6 %, $3.2 billion, 23/10/2015 at 14:30, +90 312 555 01 02; 250000 refugees.`, 53},
	{"caps", `UNITED NATIONS SECURITY COUNCIL RESOLUTION 2254 CALLS FOR A CEASEFIRE AND POLITICAL SETTLEMENT IN SYRIA; OPCW, HNC, PYD, YPG, ISIL`, 45},
	{"url", `https://www.example.org/news/2016/08/25/geneva-talks?id=8f3a9c21&lang=en#part-2`, 34},
	{"json", `{"id":"p-12","title":"Vienna talks","text":"They met.","tags":["a","b"],"score":0.8125,"ok":true,"none":null}`, 40},
	{"hash", `9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08`, 43},
	{"emoji", "\U0001f44d\U0001f3fd great \U0001f602\U0001f602 work \U0001f1eb\U0001f1f7\U0001f1f7\U0001f1fa \U0001f468\u200d\U0001f469\u200d\U0001f467 \u2615\ufe0f", 26},
	{"zalgo", "H\u0337\u0321\u0322\u031b\u033ae\u0334\u031b\u0339\u0354l\u0336\u0355\u0308\u0301l\u0338\u0328\u031bo\u0337\u0354\u030e w\u0336\u033a\u0309o\u0335\u0356\u030ar\u0337\u0330\u030dl\u0334\u0353\u0308d\u0336\u0330\u0350", 73},
	{"russian", `Делегации правительства и вооружённой оппозиции впервые сели за один стол переговоров в Астане. Посредниками выступили Россия, Турция и Иран, а спецпосланник ООН Стаффан де Мистура назвал встречу важным шагом к прекращению огня.`, 67},
	{"arabic", `جلست وفود الحكومة والمعارضة المسلحة للمرة الأولى إلى طاولة واحدة في أستانا، بوساطة روسيا وتركيا وإيران، ووصف المبعوث الأممي ستافان دي ميستورا اللقاء بأنه خطوة مهمة نحو وقف إطلاق النار.`, 53},
	{"spanish", `Las delegaciones del Gobierno y de la oposición armada se sentaron por primera vez a la misma mesa en Astaná, con la mediación de Rusia, Turquía e Irán.`, 39},
}

func TestTokensIsNeverFarUnder(t *testing.T) {
	for _, c := range counted {
		got := llm.Tokens(c.text)
		if off := float64(got)/float64(c.tokens) - 1; off < -0.10 || off > 0.35 {
			t.Errorf("%s: %d tokens, want about %d (%+.0f %%)", c.name, got, c.tokens, 100*off)
		}
	}
}

func TestTokensOfLittle(t *testing.T) {
	for text, want := range map[string]int{"": 0, " ": 0, "a": 1, "war": 1, "\n": 1} {
		if got := llm.Tokens(text); got != want {
			t.Errorf("Tokens(%q) = %d, want %d", text, got, want)
		}
	}
	if n := llm.Tokens(strings.Repeat("\xff", 100)); n < 50 {
		t.Errorf("100 broken bytes are %d tokens", n)
	}
}
