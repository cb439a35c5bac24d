"""Words by which labels are told from headings, headers and sentences; all case folded."""

from lmm_qual.importers.word_lists import phrases, words


def _words(text: str) -> frozenset[str]:
    return words(text.casefold())


HEADER_KEYS = phrases("""
    date, time, day, place, location, venue, duration, length, audio, audio file, audio filename,
    audio file name, audiofile, video, video file, file, filename, file name, recording,
    recording id, recording date, recording device, recording length, recorded, recorded on,
    recorded by, date recorded, date of recording, date of interview, time of interview,
    place of interview, length of interview, interview date, interview time, interview place,
    interview location, interview length, interview duration, interview number, interview no,
    interview id, interview type, interview mode, interview code, interview, interviewed by,
    interview with, transcribed by, transcribed with, transcribed on, transcription,
    transcription by, transcription date, transcript, transcript id, transcript by, transcript_by,
    transcript date, date transcribed, title, subtitle, topic, topics, project, project title,
    project name, study, study title, study id, participant id, participant code, participant no,
    participant number, respondent id, present, in attendance, attendees, apologies, attending,
    speakers, participants, key, legend, abbreviations, conventions, transcription conventions,
    language, translated by, checked by, proofread by, reviewed by, version, status, id, case id,
    case, case number, pseudonym, age, gender, sex, occupation, job title, ethnicity,
    focus group, focus group number, cohort, wave, round, site, organisation, organization,
    setting, method, mode, media, podcast, episode, season, show, url, link, links, website,
    keywords, tags, categories, copyright, licence, license, doi, isbn, publisher, start time,
    end time, start of recording, end of recording, reference, ref, contact, email, e-mail, phone,
    consent, software, confidential, anonymised by, anonymized by, page, pages, word count, kind,
    datum, ort, dauer, sprache, audiodatei, aufnahme, aufnahmedatum, interviewdatum, thema,
    transkription, transkribiert von, transkript, projekt, titel, alter, geschlecht, beruf,
    date de l'entretien, lieu, durée, langue, fichier, fichier audio, enregistrement, projet,
    transcrit par, sujet, fecha, lugar, duración, idioma, archivo, grabación, proyecto, tema,
    título, transcrito por, data, luogo, durata, lingua, progetto, trascritto da, duração, língua,
    arquivo, gravação, projeto, plats, längd, språk, datum och tid, transkriberat av, päivämäärä,
    paikka, kesto, miejsce, czas trwania, język, plik, дата, место, время, продолжительность,
    тема, язык, файл, 日期, 时间, 地点, 主题, 時間, 地點, 日時, 場所, 날짜, 시간, 장소,
    التاريخ, المكان, المدة, الموضوع, תאריך, מקום, משך, נושא
""")

HEADER_ROLES = phrases("""
    interviewer, interviewers, interviewee, interviewees, participant, respondent, moderator,
    facilitator, researcher, observer, note taker, notetaker, transcriber, transcriptionist,
    translator, interpreter, author, editor, host, guest, hosts, guests, subject, source, speaker,
    narrator, informant, group, service, role, code, name, person, client, patient, teacher,
    interviewerin, moderatorin, befragte, befragter, befragte person, enquêteur, enquêté,
    entrevistador, entrevistadora, entrevistado, entrevistada, participante, intervistatore,
    intervistato, intervistata, интервьюер, респондент, 采访者, 受访者, المحاور, מראיין
""")

LEGENDS = phrases("""
    key, legend, abbreviations, conventions, transcription conventions, participants, speakers,
    present, in attendance, attendees
""")

NOBODY = phrases("""
    note, notes, nb, n.b, ps, p.s, re, cc, bcc, from, to, sent, subject line, http, https, ftp, www,
    mailto, file, tel, fax, question, questions, answer, answers, response, responses, comment,
    comments, reason, reasons, example, examples, quote, quotes, quotation, finding, findings,
    result, results, theme, themes, code, codes, category, summary, abstract, description,
    introduction, background, conclusion, conclusions, discussion, method, methods, aim, aims,
    objective, objectives, recommendation, recommendations, suggestion, suggestions, strengths,
    weaknesses, strength, weakness, opportunities, threats, barriers, facilitators, enablers,
    challenges, benefits, pros, cons, advantages, disadvantages, positives, negatives, issues,
    actions, action, outcome, outcomes, goal, goals, task, tasks, tip, tips, warning, caution,
    important, reminder, update, updates, definition, meaning, translation, transcript, figure,
    table, chart, image, photo, caption, chapter, section, part, appendix, annex, footnote,
    prompt, prompts, probe, probes, follow-up, follow up, instruction, instructions, break, pause,
    music, silence, laughter, applause, intro, outro, introductions, warm-up, warm up, closing,
    opening, end, start, scene, setting, sound, sfx, ad, advert, advertisement, sponsor, see,
    see also, source, sources, reference, references, todo, to do, fyi, i.e, e.g, ie, eg, total,
    verse, refrain, bridge, pre-chorus, stanza, recipe, ingredients, directions, equipment,
    procedure, minutes, agenda, attendance, decision, decisions, matters arising, other business,
    next steps, contents, references, acknowledgements, biography, bibliography,
    yes, no, other, none, n/a, name, address, price, cost, size, weight, colour, color, context,
    memo, observation, observations, interviewer note, interviewer's note, interviewer notes,
    interviewer comment, transcriber note, transcriber's note, transcriber notes, editor's note,
    field note, field notes, research question, key point, key points, key message, main point,
    timestamp, timecode, time stamp, time code, segment, topic guide, interview guide, interview
    schedule, the point is, frage, fragen, antwort, antworten, anmerkung, anmerkungen, hinweis,
    bemerkung, beispiel, kommentar, zusammenfassung, pregunta, preguntas, respuesta, respuestas,
    nota, notas, ejemplo, comentario, resumen, réponse, réponses, exemple, remarque, commentaire,
    résumé, domanda, domande, risposta, risposte, esempio, commento, pergunta, perguntas,
    resposta, respostas, exemplo, fråga, svar, exempel, anteckning, kysymys, vastaus, pytanie,
    odpowiedź, uwaga, przykład, вопрос, ответ, примечание, пример, 问题, 回答, 备注, 注, 注意,
    例如, 質問, 回答例, 備考, 질문, 답변, 참고, سؤال, جواب, ملاحظة, مثال, שאלה, תשובה, הערה
""")

INITIALS = _words("re cc ie eg ad to so we he it if or hi oh")

COLUMNS = phrases("""
    speaker, speakers, name, names, who, person, participant, role, time, times, timestamp, start,
    end, start time, end time, text, words, transcript, utterance, turn, turns, content, speech,
    line, no, no., #, nr, nr., id, number, sprecher, zeit, locuteur, texte, temps, hablante, texto,
    tiempo, parlante, testo, tempo, falante, comment, comments, notes, code, codes
""")

CALENDAR = _words("""
    monday tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december spring summer autumn winter morning afternoon evening
    night montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz juni juli
    oktober dezember lunes martes miércoles jueves viernes sábado domingo lundi mardi mercredi jeudi
    vendredi samedi dimanche st nd rd th
""")

SERIES = phrases("""
    question, questions, q, answer, section, sections, part, parts, chapter, ch, figure, fig,
    table, tab, step, item, items, theme, subtheme, sub-theme, topic, page, p., pp, line, lines,
    note, notes, footnote, appendix, annex, exhibit, slide, scene, act, day, week, month, year,
    session, module, lesson, unit, episode, ep, season, track, volume, no, number, point,
    points, prompt, probe, task, phase, stage, level, round, wave, objective, aim, goal, reason,
    option, example, case study, vignette, scenario, rule, tip, tips, version, recording,
    tape, side, file, audio, clip, take, time, timepoint, time point, minute, hour, quote, extract,
    excerpt, theme, code, category, block, box, row, column, interview, focus group, transcript,
    discussion, workshop, meeting, interview transcript, fokusgruppe, gruppendiskussion, entretien,
    entrevista, grupo focal, intervista, frage, abschnitt, kapitel, teil,
    thema, aufgabe, pregunta, sección, parte, capítulo, tema, chapitre, partie, section, domanda,
    sezione, capitolo, pergunta, seção, fråga, del, kapitel, kysymys, pytanie, вопрос, часть, глава,
    问题, 第, 질문, سؤال, שאלה
""")

QUESTIONS = phrases("""
    question, questions, q, prompt, probe, frage, pregunta, domanda, pergunta, fråga, kysymys,
    pytanie, вопрос, 问题, 質問, 질문, سؤال, שאלה
""")

HEADINGS = phrases("""
    section, part, chapter, theme, subtheme, sub-theme, topic, appendix, annex, block, session,
    abschnitt, kapitel, teil, thema, sección, parte, capítulo, tema, chapitre, partie, sezione,
    capitolo, seção, del, часть, глава
""")

ROLES = _words("""
    interviewer interviewee moderator facilitator researcher observer participant participants
    respondent respondents speaker speakers informant student students pupil pupils teacher
    teachers parent parents mother mothers father fathers mum mums mom moms dad dads child children
    boy boys girl girls baby son daughter brother sister aunt uncle grandmother grandfather grandma
    grandpa nan nurse nurses doctor doctors gp visitor visitors midwife midwives practitioner
    practitioners worker workers manager managers lead leads officer officers counsellor counselor
    therapist psychologist consultant clinician clinicians staff colleague colleagues volunteer
    volunteers user users client clients patient patients carer carers caregiver caregivers person
    people man men woman women male female voice voices all everyone everybody both group audience
    several multiple unknown unidentified host guest narrator announcer translator interpreter
    witness counsel judge court clerk operator caller chair chairman chairwoman chairperson chorus
    friend neighbour neighbor resident residents member members director coordinator co-ordinator
    assistant educator professor lecturer trainer coach leader stakeholder commissioner presenter
    reporter journalist host co-host president secretary minister mc emcee him her
    befragte befragter person mutter vater kind lehrer lehrerin schüler schülerin mann frau
    madre padre niño niña maestro maestra mujer hombre mère père enfant homme femme
""")

VOICES = _words("""
    interviewer interviewee moderator facilitator researcher observer participant participants
    respondent respondents speaker speakers informant male female man woman voice voices all
    everyone everybody both group audience several multiple unknown unidentified chorus students
    pupils residents guest narrator announcer translator interpreter witness caller
""")
"""Words for people that stand as labels more often than in lists of other things."""

STRONG_ROLES = _words("""
    interviewee interviewees participant respondent respondents speaker speakers informant proband
    probandin befragte befragter teilnehmer teilnehmerin entrevistado entrevistada participante
    enquêté enquêtée répondant répondante
""")

QUALIFIERS = _words("""
    health family service support social early years unknown unidentified multiple several male
    female older younger young old new first second third fourth other another unnamed same
    research study focus group deputy senior junior lead head team community primary nursery
    school special care public mental infant perinatal specialist assistant vice co
""")

FUNCTION_WORDS = _words("""
    a an the this that these those one two three four five six my your his her its our their some
    any each every no not i we you he she it they there here what which who whom whose when where
    why how if and but or so because as at by for from in into of on to with about after before
    then than also just only even still again now well yes yeah yep ok okay oh um uh er erm hmm
    like maybe perhaps i'm i’m it's it’s that's that’s there's there’s here's here’s let's let’s
    don't don’t is are was were be been being am do does did have has had can could will would
    should shall may might must said says asked thought think know mean means meant say says
    another such most more less many much both either neither all in
    der die das ein eine und aber oder weil wenn wie was wer ich du er sie es wir ihr mein dein
    le la les un une des et mais ou parce que quand je tu il elle nous vous ils elles mon ma mes
    el los las una unos y pero o porque cuando yo tú él ella nosotros mi lo gli i e ma perché io
""")

DISCOURSE = _words("""
    remember anyway anyways look listen firstly secondly thirdly lastly finally first second third
    next then also however actually basically plus namely meaning again because though although
    so well now right sure fine good great nice thanks yes no yeah yep nope ok okay oh hello hi hey
    bye sorry please wait stop overall generally specifically honestly obviously clearly
    importantly additionally furthermore moreover therefore thus hence otherwise instead similarly
    likewise meanwhile eventually initially originally previously currently today yesterday
    tomorrow sometimes usually often always never maybe perhaps probably what why how when where
    who which this that these those it he she they we you one two three four five six thing things
    point problem question answer truth fact bottom spoiler disclaimer caveat rule lesson message
    imagine think consider take say said says quote unquote meaning and but or if the
    also außerdem erstens zweitens nun gut ja nein und aber bueno pues primero luego alors donc
    enfin bref d'abord
""")

PARTICLES = _words("""
    de da do dos das di del della der den van von zu zur zum la le les al el bin ibn ben bat y e af
    av of the and und et ten ter op 't mc st
""")

TITLES = _words("mr mrs ms mx dr prof st sr jr sra rev hon capt lt col gen sen rep gov dra frau")

BACKCHANNELS = _words("""
    hello hi hey yes no yeah yep nope ok okay sure right thanks cheers mm mmm mhm hm hmm uh um
    good great fine exactly absolutely definitely correct true perfect lovely wow bye goodbye
    welcome please sorry never always maybe agreed indeed really what why hallo ja nein hola sí
    mm-hm mm-hmm uh-huh uh-uh mhmm ahh ah aha oh ooh ha haha
    oui non merci ciao sì grazie olá sim obrigado hej да нет привет
""")
