"""The language of a text: enough to say what can't be read yet."""

from __future__ import annotations

import pytest
from tests.sources.conftest import Read
from tests.sources.makers import STORY, page

from peyvand.sources.language import detect

TEXTS = {
    "en": STORY[0],
    "fr": "La ministre des affaires étrangères a reçu son homologue dans la capitale, où les deux ont parlé de la pêche.",
    "de": "Die Außenministerin hat am Montag ihren Kollegen empfangen und mit ihm über die Fähre und den Fischfang gesprochen.",
    "es": "La ministra de Exteriores recibió el lunes a su homólogo en la capital, y los dos hablaron de la pesca.",
    "it": "Il ministro degli Esteri ha ricevuto lunedì il collega nella capitale, e i due hanno parlato della pesca.",
    "pt": "O ministro das Relações Exteriores recebeu na segunda-feira o colega na capital, e os dois falaram da pesca.",
    "nl": "De minister van Buitenlandse Zaken heeft maandag haar collega ontvangen en met hem over de veerboot gesproken.",
    "pl": "Minister spraw zagranicznych spotkał się w poniedziałek ze swoim kolegą i rozmawiał z nim oraz o handlu.",
    "tr": "Dışişleri Bakanı pazartesi günü mevkidaşı ile bir araya geldi ve iki ülke arasındaki ticaret için konuştu.",
    "id": "Menteri luar negeri bertemu dengan mitranya di ibu kota pada hari Senin dan membahas perdagangan yang akan datang.",
    "sv": "Utrikesministern träffade på måndagen sin kollega i huvudstaden, och de talade om handeln som är viktig för båda.",
    "ru": "Министр иностранных дел встретился в понедельник со своим коллегой.",
    "uk": "Міністр закордонних справ зустрівся в понеділок зі своїм колегою у столиці.",
    "fa": "وزیر امور خارجه روز دوشنبه با همتای خود در پایتخت دیدار کرد و درباره ماهیگیری گفتگو کردند.",
    "ar": "التقى وزير الخارجية نظيره يوم الاثنين في العاصمة وناقشا الصيد والتجارة بين البلدين.",
    "ur": "وزیر خارجہ نے پیر کو دارالحکومت میں اپنے ہم منصب سے ملاقات کی اور تجارت پر بات کی۔",
    "ja": "外相は月曜日、首都で相手国の外相と会談し、漁業について協議した。",
    "zh": "外长星期一在首都会见了对方外长，双方讨论了渔业和贸易。",
    "ko": "외무장관은 월요일 수도에서 상대국 외무장관을 만나 어업을 논의했다.",
    "el": "Ο υπουργός Εξωτερικών συναντήθηκε τη Δευτέρα με τον ομόλογό του.",
    "he": "שר החוץ נפגש ביום שני עם עמיתו בבירה.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_tells_its_language(language: str) -> None:
    """By its script, its letters, or its function words."""
    assert detect(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "1,234 - 5.6 %", "Strelsau Zenda Hofbau", "xkcd qwerty lorem", "Norway met Chile. " * 99])
def test_what_can_not_be_told_is_not_guessed(text: str) -> None:
    """Numbers and names are in no language; one word that is Dutch as well makes no Dutch text, however often it stands there."""
    assert detect(text) is None


def test_names_and_quotes_in_another_script_do_not_count() -> None:
    """The language is that of most of the text."""
    assert detect(f"{STORY[0]} ({TEXTS['ja'][:12]}) {STORY[1]} {TEXTS['ru'][:20]}") == "en"


def test_a_page_that_says_its_language_wrongly(read: Read) -> None:
    """The text goes before the page's word, which counts where the text tells nothing."""
    assert read("page.html", page(f"<p>{TEXTS['fr']}</p>").replace(b"<html>", b"<html lang='en'>")).metadata.language == "fr"
    assert (
        read("page.html", page("<p>Strelsau Zenda Hofbau</p>").replace(b"<html>", b"<html lang='de-AT'>")).metadata.language
        == "de"
    )
