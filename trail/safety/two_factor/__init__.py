"""Two-factor sign-in: a code from one's phone after the password, which an administrator can require of a role.

django-otp makes and checks the codes. Ours: the screens in the admin, the floor under every signed-in request
(`middleware`), who must (`SignInRules`), and the way back for who has lost the phone (`recovery`, `two_factor_off`).
"""
