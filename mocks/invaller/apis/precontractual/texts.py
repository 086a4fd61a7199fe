"""The labels of an answer, in the four languages of the document.

The document shows that a label is HTML in italics in nl, fr, de and en, and prints
placeholders where its text would be. These texts are our own; a client should show them,
never compare them.
Source: precontractual data, 3.2.1.2 and 3.3.1 to 3.3.6.
"""

from __future__ import annotations

from collections.abc import Mapping

Label = Mapping[str, str]

LANGUAGES = ("nl", "fr", "de", "en")

FLEXI_JOB_DISCLAIMER = "flexiJobDisclaimer"
STUDENT_JOB_DISCLAIMER = "studentJobDisclaimer"


def _label(nl: str, fr: str, de: str, en: str) -> Label:
    """Return a label of four texts, each in italics."""
    texts = zip(LANGUAGES, (nl, fr, de, en), strict=True)
    return {language: f"<i>{text}</i>" for language, text in texts}


LABELS: Mapping[str, Label] = {
    FLEXI_JOB_DISCLAIMER: _label(
        nl="Alleen de voorwaarden van de werknemer zijn nagegaan. Controleer zelf of uw sector "
        "en de functie een flexi-job toelaten en of de persoon niet al bij u of bij een "
        "verbonden onderneming werkt.",
        fr="Seules les conditions du travailleur ont été vérifiées. Vérifiez vous-même si votre "
        "secteur et la fonction admettent un flexi-job et si la personne ne travaille pas déjà "
        "chez vous ou dans une entreprise liée.",
        de="Nur die Bedingungen des Arbeitnehmers wurden geprüft. Prüfen Sie selbst, ob Ihr "
        "Sektor und die Funktion einen Flexi-Job zulassen und ob die Person nicht bereits bei "
        "Ihnen oder in einem verbundenen Unternehmen arbeitet.",
        en="Only the conditions of the worker were checked. Check for yourself whether your "
        "sector and the function allow a flexi-job and whether the person does not already work "
        "for you or for an affiliated company.",
    ),
    STUDENT_JOB_DISCLAIMER: _label(
        nl="Het aantal uren is een momentopname. De student moet een studentenovereenkomst "
        "hebben, buiten de verplichte lesuren werken en de eerste graad van het middelbaar "
        "onderwijs beëindigd hebben.",
        fr="Le nombre d'heures est un instantané. L'étudiant doit avoir un contrat d'étudiant, "
        "travailler en dehors des heures de cours obligatoires et avoir terminé le premier degré "
        "de l'enseignement secondaire.",
        de="Die Stundenzahl ist eine Momentaufnahme. Der Student muss einen Studentenvertrag "
        "haben, außerhalb der Pflichtstunden arbeiten und die erste Stufe des Sekundarunterrichts "
        "abgeschlossen haben.",
        en="The number of hours is a snapshot. The student must have a student contract, work "
        "outside compulsory school hours and have finished the first stage of secondary school.",
    ),
    "errorFlexiJobPrecontractual": _label(
        nl="Het pensioenkadaster kan tijdelijk niet worden geraadpleegd. Probeer later opnieuw.",
        fr="Le cadastre des pensions ne peut pas être consulté pour le moment. Réessayez plus "
        "tard.",
        de="Das Rentenkataster kann vorübergehend nicht abgefragt werden. Versuchen Sie es "
        "später erneut.",
        en="The pension register cannot be consulted for the moment. Try again later.",
    ),
    "errorStudentjobPrecontractual": _label(
        nl="De gegevens over studentenarbeid kunnen niet worden opgehaald. Probeer later opnieuw.",
        fr="Les données sur le travail d'étudiant ne peuvent pas être obtenues. Réessayez plus "
        "tard.",
        de="Die Daten über Studentenarbeit können nicht abgerufen werden. Versuchen Sie es "
        "später erneut.",
        en="The data about student work cannot be obtained. Try again later.",
    ),
    "errorStudentRequirements": _label(
        nl="Deze persoon is ouder dan 30 jaar. Ga zelf na of een studentenjob mogelijk is.",
        fr="Cette personne a plus de 30 ans. Vérifiez vous-même si un job étudiant est possible.",
        de="Diese Person ist älter als 30 Jahre. Prüfen Sie selbst, ob ein Studentenjob möglich "
        "ist.",
        en="This person is older than 30. Check for yourself whether a student job is possible.",
    ),
    "errorYoungRequirements": _label(
        nl="Deze persoon wordt dit kalenderjaar nog geen 15 jaar.",
        fr="Cette personne n'atteint pas 15 ans durant cette année civile.",
        de="Diese Person wird in diesem Kalenderjahr noch keine 15 Jahre alt.",
        en="This person does not reach the age of 15 in this calendar year.",
    ),
    "noGrant": _label(
        nl="Er is geen actief burgermandaat van deze persoon voor uw onderneming.",
        fr="Il n'y a pas de mandat citoyen actif de cette personne pour votre entreprise.",
        de="Es gibt kein aktives Bürgermandat dieser Person für Ihr Unternehmen.",
        en="There is no active citizen's mandate of this person for your enterprise.",
    ),
    "errorGrant": _label(
        nl="Het burgermandaat kan niet worden opgehaald. Probeer later opnieuw.",
        fr="Le mandat citoyen ne peut pas être obtenu. Réessayez plus tard.",
        de="Das Bürgermandat kann nicht abgerufen werden. Versuchen Sie es später erneut.",
        en="The citizen's mandate cannot be obtained. Try again later.",
    ),
}
"""Every label: two disclaimers, and one text for each cause and each trouble with a mandate."""
