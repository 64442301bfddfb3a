print("handover")
