"""The state for programs. The probes need no address here: `ProbesMiddleware` answers them."""

from django.urls import path

from .views import status

urlpatterns = [path("-/status", status, name="status")]
