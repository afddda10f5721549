package prompts

// foreignRules are the plainest of these kinds in other languages.
var foreignRules = []rule{
	{name: "French", match: at(
		`(?:ignore[zr]?|oublie[zr]?|ne (?:tiens|tenez) pas compte de)s? (?:\S+ ){0,4}?(?:instructions?|consignes?|directives|règles|prompts?)\b` +
			`|(?:dans|au début de|à la fin de|pour) (?:ta|votre) (?:réponse|réplique)|\S+(?:e|s|ez)(?: \S+){0,8}? (?:ta|votre|vos|tes) (?:réponses?|réplique)(?: (?:par|avec|en|le|un|une|du|au|sans|pour)\b|[.!]|$)|\S+ (?:\S+ ){1,12}?(?:dans|à) (?:ta|votre) réponse\b` +
			`|(?:réponds|répondez) (?:uniquement|seulement|toujours|exclusivement|par|avec|en (?:anglais|espagnol|vers|rimes|majuscules|commençant))\b|(?:tu es|vous êtes) (?:maintenant|désormais) |(?:écris|écrivez|rédige|rédigez|compose|composez)(?:-moi)? (?:un|une) (?:poème|histoire|chanson|lettre|essai|rédaction|discours|blague|recette)\b`)},
	{name: "Spanish", match: at(
		`(?:ignora|ignore|ignorad|olvida|olvide|haz caso omiso de|haga caso omiso de|descarta) (?:\S+ ){0,4}?(?:instrucciones|indicaciones|órdenes|reglas|directrices)\b` +
			`|(?:en|al (?:inicio|principio|final) de) (?:tu|su) respuesta|(?:empieza|comienza|empiece|comience|termina|termine|modifica|modifique|añade|añada|agrega|agregue|incluye|incluya|escribe|escriba|traduce|traduzca|reemplaza|sustituye)\b.*(?:tu|su|tus|sus|la) respuestas?\b` +
			`|(?:responde|responda|contesta|conteste) (?:solo|sólo|solamente|únicamente|siempre|exclusivamente|con|en (?:inglés|francés|verso|mayúsculas))\b|(?:ahora eres|eres ahora|a partir de ahora) |(?:escribe|escriba|redacta|redacte|compón)(?:me)? (?:un|una) (?:poema|historia|cuento|canción|carta|ensayo|discurso|chiste|receta)\b`)},
	{name: "German", match: at(
		`(?:ignoriere?|ignorieren sie|vergiss|vergessen sie|missachte|missachten sie) (?:\S+ ){0,4}?(?:anweisungen|instruktionen|vorgaben|befehle|regeln|anleitungen)\b` +
			`|(?:in|am (?:anfang|ende)|zu beginn) (?:deiner|ihrer|eurer) antwort|(?:beginne?|beginnen sie|beende|beenden sie|ändere|ändern sie|ergänze|füge|fügen sie|schreibe?|schreiben sie|übersetze|übersetzen sie|ersetze|ersetzen sie|verwende|verwenden sie)\b.*(?:deiner?|ihrer?|jeder?|die) antwort(?:en)?\b` +
			`|(?:antworte|antworten sie) (?:nur|ausschließlich|immer|stets|mit|auf (?:englisch|französisch)|in (?:reimen|großbuchstaben))\b|(?:du bist|sie sind) (?:jetzt|nun|ab jetzt) (?:ein|eine) |(?:schreibe?|schreiben sie|verfasse|verfassen sie|dichte) (?:mir )?(?:ein|eine|einen) (?:gedicht|geschichte|lied|brief|aufsatz|rede|witz|rezept)\b`)},
	{name: "Russian", match: at(
		`(?:игнорируй|игнорируйте|проигнорируй|проигнорируйте|забудь|забудьте|не обращай внимания на|отбрось) (?:\S+ ){0,4}?(?:инструкци\S+|указани\S+|команд\S+|правил\S*|промпт\S*)` +
			`|(?:в|в начале|в конце) (?:своем|своего|вашем|вашего|твоем|твоего) ответ[ае]|(?:начни|начните|начинай|начинайте|закончи|закончите|измени|измените|добавь|добавьте|включи|включите|напиши|напишите|переведи|переведите|замени|замените)\s.*(?:^|\s)(?:свой|ваш|твой|своему|вашему|своем|вашем|своего|каждый)?\s?ответ(?:а|у|е|ы)?(?:\s|[.!,:]|$)` +
			`|(?:отвечай|отвечайте|ответь|ответьте) (?:только|лишь|всегда|исключительно|словом|словами|кодом|на (?:английском|французском))|(?:теперь ты|теперь вы|ты теперь|отныне ты) |(?:напиши|напишите|сочини|сочините|составь)(?: мне)? (?:стих\S*|рассказ|сказку|песню|письмо|эссе|сочинение|речь|шутку|рецепт)`)},
	{name: "Arabic", match: at(
		`(?:تجاهل|تجاهلي|تجاهلوا|انس|انسَ|انسى|اهمل|أهمل) (?:\S+ ){0,3}?(?:ال)?(?:تعليمات|تعليماتك|أوامر|اوامر|الأوامر|إرشادات|توجيهات|قواعد)` +
			`|في (?:بداية |نهاية )?(?:ردك|ردّك|إجابتك|اجابتك|جوابك)|(?:ابدأ|أبدأ|ابدئي|اختم|أنه|عدل|عدّل|أضف|اضف|اكتب|استبدل|ترجم)\s.*(?:ردك|ردّك|إجابتك|اجابتك|جوابك)` +
			`|(?:أجب|اجب|رد|ردّ) (?:فقط|دائما|دائمًا|حصرا|بكلمة|بالرمز|باللغة)|أنت الآن |(?:اكتب|ألف|أنشئ)(?: لي)? (?:قصيدة|قصة|أغنية|رسالة|مقالا|مقالة|خطابا|نكتة|وصفة)`)},
	{name: "Turkish", statements: true, about: []string{"talimat", "komut", "yönerge", "kural", "yanit", "cev", "artik", "şimdi", "bundan", " yaz"}, match: in(
		`(?:önceki|yukaridaki|tüm|bütün) (?:\S+ ){0,3}?(?:talimat|komut|yönerge|kural)\S* (?:\S+ ){0,2}?(?:yok say|görmezden gel|unut|dikkate alma|göz ardi et)` +
			`|^(?:\S+ ){0,2}?(?:yanit|cevab)(?:in|iniz|in)(?:da|i|a|da|iza|izda|izi|in|izin)?\b.*(?:başla|ekle|yaz|kullan|bitir|değiştir|belirt|bahset|çevir)` +
			`|^(?:sadece|yalnizca|her zaman)\b.*(?:yanit ver|cevap ver|yanitla|cevapla)|^(?:artik|şimdi|bundan sonra) sen |^(?:bana )?(?:\S+ ){0,5}?bir (?:şiir|hikaye|öykü|şarki|mektup|deneme|makale|konuşma|fikra|tarif) yaz`)},
}
