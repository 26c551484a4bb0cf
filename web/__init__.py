"""The page behind the link in a letter: GET shows, POST acts. No account, no cookie, no script.

    app         make_app: routes, handlers and middleware put together
    serve       the same on a port
    pages       the endpoints: show, act, recorded, healthz
    letter      everything known behind a link, read once a request
    view        what the page of a letter shows; words: states and limits as the agency itself reads them
    answers     what an agency has said, in words; receipt: the page after an answer
    forms       what was typed; sense: what it means, or what is missing
    security    headers, requests of other sites, the size of a body
    failures    calm pages for whatever goes wrong
    rendering   templates to responses

No rule and no SQL stands here: the engine's verbs decide.
"""
